//! What the page is made of; no component knows a route, the API or the URL.
