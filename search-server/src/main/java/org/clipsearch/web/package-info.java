/**
 * The HTTP server: routes, who may ask, thumbnails, and the page under {@code resources/web}.
 *
 * <p>A request passes {@code Guard}, then the route's class, which takes what it needs from {@code
 * Parameters} and asks {@code ImageSearch}; whatever fails on the way becomes a response in {@code
 * ErrorResponses}.
 */
package org.clipsearch.web;
