/** Charts of what benchmarks and trainings found, as files. */
package org.clipsearch.charts;
