/**
 * Makes an index agree with folders: embeds what is new or changed, removes what is gone, reports
 * what cannot be read. Rules say what of a folder is taken; a watch says what has changed.
 */
package org.clipsearch.crawl;
