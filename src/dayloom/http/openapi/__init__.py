"""The API's description as OpenAPI 3.1, made of the route table; only the prose stands apart, in `words.toml`."""
