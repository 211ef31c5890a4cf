"""Speed as ratios: what the product takes beside a limit that is measured in the same run."""
