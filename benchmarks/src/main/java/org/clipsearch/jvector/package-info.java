/**
 * A peer of the product's index: jvector, the graph index of Cassandra (DiskANN's graph under
 * HNSW's layers), written and searched as its documentation has it. Nothing else uses its library,
 * which a release's archive does not hold.
 */
package org.clipsearch.jvector;
