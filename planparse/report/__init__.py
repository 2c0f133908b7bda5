"""Pages people look at: a diff or a comparison in, one self-contained HTML file out."""
