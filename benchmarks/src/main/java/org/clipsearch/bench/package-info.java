/** {@code clipsearch bench}: what is measured, and the test models that it is measured with. */
package org.clipsearch.bench;
