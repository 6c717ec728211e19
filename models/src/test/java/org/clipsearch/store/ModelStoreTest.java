package org.clipsearch.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clipsearch.weights.Checkpoint;
import org.clipsearch.weights.CheckpointException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models by name, by repository, by directory. */
class ModelStoreTest extends WithTestHub {
  private static final List<String> CATALOGUE =
      Catalogue.models().stream().map(CatalogueModel::name).toList();

  @BeforeEach
  void commitWholeModel() throws IOException {
    hub.commit(TestHub.FIRST, WholeModel.files(folder.resolve("scratch")));
  }

  private List<String> listed() throws IOException {
    return store().models().stream()
        .map(StoredModel::name)
        .filter(name -> !CATALOGUE.contains(name))
        .toList();
  }

  private String refused(String reference) {
    return assertThrows(CheckpointException.class, () -> store().open(reference)).getMessage();
  }

  @Test
  void repositoryIsFetchedWhenItIsFirstOpened() throws IOException {
    Checkpoint checkpoint = store().open(REFERENCE);
    assertWhole();
    assertEquals(REFERENCE, checkpoint.name());
    assertEquals(place(), checkpoint.directory());
    assertTrue(checkpoint.inStore());
    assertEquals(4, checkpoint.config().dimension());
  }

  @Test
  void modelIsOpenedAgainByWhatAnIndexRecords() throws IOException {
    Checkpoint stored = store().open(REFERENCE);
    assertEquals(stored, store().open(ModelStore.reference(stored.identity())));
    Path mine = WholeModel.write(folder.resolve("mine"));
    Checkpoint placed = store().open(mine.toString());
    assertEquals(placed, store().open(ModelStore.reference(placed.identity())));
  }

  @Test
  void findingAsksNoNetwork() throws IOException {
    assertEquals(Optional.empty(), store().find(REFERENCE));
    assertEquals(List.of(), hub.requests());
    pull();
    assertTrue(store().find(REFERENCE).isPresent());
  }

  @Test
  void directoryOfTheStoreIsAName() throws IOException {
    Path place = WholeModel.write(storeFolder().resolve("placed"));
    StoredModel model = store().locate("placed");
    assertEquals(new StoredModel("placed", place, true, Layout.CLIP, Optional.empty()), model);
    assertEquals("placed", store().open("placed").name());
  }

  @Test
  void catalogueModelIsTakenWhereTheUserHasPlacedIt() throws IOException {
    WholeModel.write(storeFolder().resolve("openai-b32"));
    assertEquals("openai-b32", store().open("openai-b32").name());
    assertEquals(List.of(), hub.requests());
  }

  @Test
  void whatIsNothingIsRefused() {
    assertTrue(refused("no-such").startsWith("no model no-such: it is neither in the list"));
    assertEquals("no/such: no such model directory", refused("no/such"));
    assertEquals("../models/no: no such model directory", refused("../models/no"));
    assertEquals(".no: no such model directory", refused(".no"));
  }

  @Test
  void textTowerAloneIsNoClip() throws IOException {
    write(storeFolder().resolve("texts/modules.json"), "[]");
    assertTrue(refused("texts").startsWith("texts: a text tower alone"));
  }

  @Test
  void nothingIsPulledForWhatComesFromNowhere() throws IOException {
    WholeModel.write(storeFolder().resolve("placed"));
    for (String reference : List.of("placed", folder.resolve("scratch").toString())) {
      String message =
          assertThrows(CheckpointException.class, () -> store().pull(reference)).getMessage();
      assertEquals(
          reference + ": comes from no repository; nothing can be fetched for it", message);
    }
  }

  @Test
  void listHoldsTheCatalogueAndThenWhatIsThere() throws IOException {
    WholeModel.write(storeFolder().resolve("placed"));
    store().importFrom(folder.resolve("scratch"), "imported");
    pull();
    store().pull(REFERENCE + "@" + TestHub.FIRST);
    List<String> names = store().models().stream().map(StoredModel::name).toList();
    assertEquals(CATALOGUE, names.subList(0, CATALOGUE.size()));
    assertEquals(
        List.of(REFERENCE, REFERENCE + "@" + TestHub.FIRST, "imported", "placed"), listed());
    for (StoredModel model : store().models()) {
      assertEquals(model, store().locate(model.name()));
    }
  }

  @Test
  void emptyStoreHasTheCatalogue() throws IOException {
    assertEquals(List.of(), listed());
    assertFalse(Files.exists(storeFolder()));
  }

  @Test
  void copyOfAModelIsListedByItsOwnName() throws IOException {
    pull();
    Path copy = Files.createDirectories(storeFolder().resolve("copy"));
    for (String name : names(place())) {
      Files.copy(place(name), copy.resolve(name));
    }
    assertEquals(List.of("copy", REFERENCE), listed());
  }

  @Test
  void oneBadManifestDoesNotHideTheOthers() throws IOException {
    pull();
    write(storeFolder().resolve("broken/clipsearch-model.json"), "{");
    Path odd = Files.createDirectories(storeFolder().resolve("odd"));
    new Manifest("hf:../..", null, Map.of()).write(odd);
    assertEquals(List.of("broken", REFERENCE, "odd"), listed());
  }

  @Test
  void sizeIsThatOfTheFilesThatMakeTheModel() throws IOException {
    pull();
    long expected = 0;
    for (String file : FILES) {
      expected += hub.file(file).length;
    }
    Files.writeString(place("notes.txt"), "mine");
    assertEquals(expected, store().locate(REFERENCE).bytes());
  }

  @Test
  void catalogueHoldsTogether() {
    assertTrue(CATALOGUE.contains(ModelStore.DEFAULT_MODEL));
    assertTrue(CATALOGUE.contains(ModelStore.BUNDLED));
    for (CatalogueModel model : Catalogue.models()) {
      assertEquals(model.name().equals(ModelStore.BUNDLED), model.source().isEmpty());
      model.companion().ifPresent(name -> assertTrue(Catalogue.find(name).isPresent(), name));
      model.source().ifPresent(s -> assertEquals(Optional.of(s), HubSource.parse(s.toString())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void nothingIsNoModel(String reference) {
    assertEquals("no model is named", refused(reference));
  }
}
