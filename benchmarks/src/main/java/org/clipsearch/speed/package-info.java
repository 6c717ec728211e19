/**
 * How fast towers embed, and how soon a search that is started anew answers; each in a process of
 * its own.
 */
package org.clipsearch.speed;
