"""The prefixes of the contract's paths, and what a path's last words say about whose realm it is."""

O = "/organizations/{organization_id}"  # noqa: E741 - the contract's own letter
W = "/workspaces/{workspace_id}"
OW = O + W
#: The older twin of `OW`: without the word `organizations`. Only tracking has it.
OLD_OW = "/{organization_id}" + W
BASE = "/api"
