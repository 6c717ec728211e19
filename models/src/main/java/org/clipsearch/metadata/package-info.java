/**
 * What picture files say of themselves: {@link org.clipsearch.metadata.PhotoMetadata} from EXIF,
 * XMP and IPTC, and {@link org.clipsearch.metadata.SearchableText} for a search by words.
 *
 * <p>{@code Containers} and {@code IsoBoxes} find where a file keeps its metadata; {@code
 * ExifTags}, {@code Xmp} and {@code Iptc} read it; {@code Sources} says which of them is believed
 * in what.
 */
package org.clipsearch.metadata;
