"""The pages of search: what is found, by which names and facets, what is suggested."""
