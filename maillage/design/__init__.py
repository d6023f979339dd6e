"""Components and themes, map and chart figures, documents. Knows no subject."""
