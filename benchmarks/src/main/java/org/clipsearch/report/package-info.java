/**
 * What benchmarks find, as files that can be compared: {@link org.clipsearch.report.Report}s of
 * {@link org.clipsearch.report.Figure}s, with the machine that they were measured on.
 */
package org.clipsearch.report;
