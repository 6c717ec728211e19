package org.clipsearch.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraNameTest {
  @ParameterizedTest
  @CsvSource({
    "Canon, Canon EOS R5, Canon EOS R5",
    "NIKON CORPORATION, NIKON D850, Nikon D850",
    "NIKON, COOLPIX P900, Nikon COOLPIX P900",
    "SONY, ILCE-7M3, Sony ILCE-7M3",
    "OLYMPUS IMAGING CORP., E-M10, Olympus E-M10",
    "'OLYMPUS OPTICAL CO.,LTD', C2500L, Olympus C2500L",
    "EASTMAN KODAK COMPANY, KODAK DX4900, Kodak DX4900",
    "LEICA CAMERA AG, LEICA Q2, Leica Q2",
    "FUJIFILM, X-T4, Fujifilm X-T4",
    "Apple, iPhone 12, Apple iPhone 12",
    "DJI, FC3170, DJI FC3170",
    "Canon, Canonet, Canon Canonet",
    "samsung, SAMSUNG, samsung",
    "Camera Company, '', ''",
    "'', X100, X100",
    "Ricoh, '', Ricoh",
    "'', '', ''",
  })
  void isWhatPeopleCallIt(String make, String model, String name) {
    assertEquals(present(name), CameraName.of(present(make), present(model)));
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }
}
