/** Folders of pictures, and ways to embed them, each in a process of its own. */
package org.clipsearch.pipeline;
