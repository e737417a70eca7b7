"""Threads of comments under a web page: authors, replies, and nothing of the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts import check_draft
from relcode.read.html import READER

if TYPE_CHECKING:
    from pathlib import Path

POST = "<article><h1>The shared oven</h1><p>{}</p></article>".format(
    "We built an oven that four streets could use, and nobody kept the key to themselves. " * 3
)
WORDPRESS = """<div id="comments"><h3>2 Responses to “The shared oven”</h3><ol class="commentlist">
<li class="comment depth-1" id="comment-1"><div class="comment-author vcard"><cite class="fn">
<a href="#">Ann Lee</a></cite> <span class="says">says:</span></div><div class="comment-meta">
<a>May 1, 2020 at 3 pm</a></div><p>Who swept it?</p><ul><li>you</li></ul>
<div class="reply"><a>Reply</a></div><ul class="children">
<li class="comment depth-2" id="comment-2"><cite class="fn">Bo</cite> says:<p>We all did.</p></li>
</ul></li></ol></div>"""
GENERIC = """<div class="comments"><div class="comment"><b class="name">Ann Lee</b>
<span class="date">1 May</span><div class="comment-text">Who swept it?</div>
<div class="comment"><div class="author">Bo</div>
<div class="comment-text"><p>We all did.</p></div></div></div></div>"""
SCHEMA = """<section><div itemprop="comment" itemscope><span itemprop="author">
<span itemprop="name">Ann Lee</span></span><time>today</time>
<div itemprop="text"><p>Who swept it?</p></div>
<div itemprop="comment"><span itemprop="author">Bo</span>
<div itemprop="text">We all did.</div></div></div></section>"""
INDENTED = """<section><article class="comment" id="comment-5">
<p class="comment__author">Ann Lee</p><div class="comment__content"><p>Who swept it?</p></div>
</article><div class="indented"><article class="comment"><p class="comment__author">Bo</p>
<div class="comment__content"><p>We all did.</p></div></article></div></section>"""
ROWS = """<table><tr class="athing comtr"><td><table><tr><td class="ind" indent="0"></td><td>
<span class="comhead"><a class="hnuser">Ann Lee</a> 1 hour ago</span><div class="comment">
<div class="commtext">Who swept it?</div><div class="reply">reply</div></div></td></tr></table></td>
</tr><tr class="athing comtr"><td><table><tr><td class="ind" indent="1"></td><td>
<a class="hnuser">Bo</a><div class="comment"><div class="commtext">We all did.</div></div></td></tr>
</table></td></tr></table>"""
EXPORTED = """<div id="disqus_thread"><ul><li class="post"><div class="post-body"><header>
<span class="author">Ann Lee</span><a class="time-ago">2 years ago</a></header>
<div class="post-message"><p>Who swept it?</p></div></div><ul class="children"><li class="post">
<span class="author">Bo</span><div class="post-message"><p>We all did.</p></div></li></ul></li></ul>
</div>"""
POINTING = """<div class="comment" data-id="11"><span class="username">Ann Lee</span>
<p>Who swept it?</p><p>2 days ago</p></div><div class="comment" data-id="13" data-parent="11">
<span class="username">Bo wrote:</span><p>We all did.</p><p>Reply</p></div>"""


def comments(markup: str) -> list[tuple[str | None, str | None, str, str]]:
    """Speaker, reply_to, form and text of each block under a post that is no furniture."""
    page = f"<html><head><title>x</title></head><body>{POST}{markup}</body></html>"
    draft = READER.read(page.encode(), "oven.html")
    check_draft(draft)
    return [
        (block.speaker, block.reply_to, block.form, draft.text[block.start : block.end])
        for block in draft.blocks
        if block.role in {"commenter", "quoted"}
    ]


@pytest.mark.parametrize("markup", [WORDPRESS, GENERIC, SCHEMA, INDENTED, ROWS, EXPORTED, POINTING])
def test_markups(markup: str) -> None:
    """In every common markup a comment has its author and the comment it answers, and no more."""
    said = [one for one in comments(markup) if one[2] == "paragraph"]
    assert said == [
        ("Ann Lee", None, "paragraph", "Who swept it?"),
        ("Bo", "Ann Lee", "paragraph", "We all did."),
    ]


def test_points_within_a_comment() -> None:
    """Only lists within a comment are bullets, not the list that the thread is made of."""
    assert ("Ann Lee", None, "bullet", "you") in comments(WORDPRESS)


def test_unnamed_comments() -> None:
    """A comment by nobody is answered by its number, and kept apart from the next."""
    thread = (
        '<div class="comment"><p>First voice here.</p><div class="comment"><b class="author">Cy</b>'
        '<p>To you.</p></div></div><div class="comment"><p>Second voice here.</p></div>'
    )
    assert [one[:2] for one in comments(thread)] == [
        (None, None),
        ("Cy", "comment 1"),
        (None, None),
    ]
    draft = READER.read(f"{POST}{thread}".encode(), "oven.html")
    notes = [block.note for block in draft.blocks if block.note]
    assert notes == ["comment number", "comment number"]


def test_quoted_words() -> None:
    """What a comment quotes is not said by the one who quotes it."""
    said = "<blockquote>Who swept?</blockquote><p>I</p>"
    thread = f'<div class="comment"><b class="author">Cy</b>{said}</div>'
    assert comments(thread) == [
        (None, None, "paragraph", "Who swept?"),
        ("Cy", None, "paragraph", "I"),
    ]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("<h2>3 Comments</h2>", "3 Comments"),
        ("<h4>One thought on “Ovens”</h4>", "One thought on “Ovens”"),
        ("", "Comments"),
    ],
)
def test_thread_has_a_heading(above: str, title: str) -> None:
    """Comments are a section of their own, by the page's heading or one that is added."""
    page = f"{POST}<div>{above}{GENERIC}</div>"
    draft = READER.read(page.encode(), "oven.html")
    headings = [
        (block.level, draft.text[block.start : block.end])
        for block in draft.blocks
        if block.form == "heading"
    ]
    assert headings == [(1, "The shared oven"), (1, title)]
    assert {block.role for block in draft.blocks} == {"author", "commenter"}
    assert draft.kind == "web"


def test_a_section_called_discussion_is_no_thread_title() -> None:
    """A heading with text of its own below it is not the comments' heading."""
    text = "We weighed what the oven had cost us all. " * 3
    page = f"{POST}<h2>Discussion</h2><p>{text}</p>{GENERIC}"
    draft = READER.read(page.encode(), "oven.html")
    texts = [draft.text[b.start : b.end] for b in draft.blocks if b.form == "heading"]
    assert texts[-2:] == ["Discussion", "Comments"]


def test_demo_blog(demo: Path) -> None:
    """The demo post's eight comments are found with the three levels of their threads."""
    path = demo / "09-partnering-blog.html"
    if not path.exists():
        pytest.skip("the demo corpus is not here")
    draft = READER.read(path.read_bytes(), path.name)
    said = [block for block in draft.blocks if block.role == "commenter"]
    assert len(said) == 8
    assert [block.reply_to for block in said].count(None) == 4
