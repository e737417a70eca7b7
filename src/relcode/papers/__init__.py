"""What systematic reviewers ask of papers: profiles, evidence, gaps, flow."""
