/** Questions and what answers them: zero-shot classification by CLIP's rule. */
package org.clipsearch.search;
