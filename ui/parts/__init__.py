"""Building blocks of every page. They know no word of the domain and import no page."""
