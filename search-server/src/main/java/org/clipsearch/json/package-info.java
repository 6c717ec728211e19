/** Records as JSON: the one place that knows how, for command line and server. */
package org.clipsearch.json;
