"""Pages: bringing in a file, what its headings mean, and what was brought in before."""
