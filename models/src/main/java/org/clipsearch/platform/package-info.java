/**
 * This machine: the user's folders, the processor, the settings that native libraries start with.
 */
package org.clipsearch.platform;
