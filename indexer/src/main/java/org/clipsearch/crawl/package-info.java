/**
 * Makes an index agree with folders: embeds what is new or changed, removes what is gone, reports
 * what cannot be read.
 */
package org.clipsearch.crawl;
