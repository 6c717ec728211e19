package org.clipsearch.scenes;

import static org.clipsearch.scenes.Category.ANIMAL;
import static org.clipsearch.scenes.Category.BUILDING;
import static org.clipsearch.scenes.Category.PERSON;
import static org.clipsearch.scenes.Category.PLANT;
import static org.clipsearch.scenes.Category.THING;
import static org.clipsearch.scenes.Category.VEHICLE;

/** The objects that scenes are made of. */
public enum Kind implements Noun {
  CAT(ANIMAL),
  DOG(ANIMAL),
  BIRD(ANIMAL, true),
  FISH(ANIMAL),
  HORSE(ANIMAL),
  SHEEP(ANIMAL),
  PIG(ANIMAL),
  RABBIT(ANIMAL),
  ELEPHANT(ANIMAL),
  GIRAFFE(ANIMAL),
  DUCK(ANIMAL),
  BUTTERFLY(ANIMAL, true),
  TURTLE(ANIMAL),
  SNAKE(ANIMAL),
  CAR(VEHICLE),
  BUS(VEHICLE),
  TRUCK(VEHICLE),
  BICYCLE(VEHICLE),
  TRAIN(VEHICLE),
  SAILBOAT(VEHICLE),
  AIRPLANE(VEHICLE, true),
  HELICOPTER(VEHICLE, true),
  TRACTOR(VEHICLE),
  HOT_AIR_BALLOON(VEHICLE, true),
  TREE(PLANT),
  PALM(PLANT),
  CACTUS(PLANT),
  FLOWER(PLANT),
  MUSHROOM(THING),
  HOUSE(BUILDING),
  CASTLE(BUILDING),
  LIGHTHOUSE(BUILDING),
  WINDMILL(BUILDING),
  TENT(THING),
  SKYSCRAPER(BUILDING),
  CHAIR(THING),
  UMBRELLA(THING),
  BALL(THING),
  BOOK(THING),
  CUP(THING),
  KITE(THING, true),
  GUITAR(THING),
  LAMP(THING),
  BOTTLE(THING),
  FARMER(PERSON),
  COOK(PERSON),
  PAINTER(PERSON),
  BUILDER(PERSON),
  DOCTOR(PERSON),
  FISHER(PERSON);

  private final Category category;
  private final boolean flies;

  Kind(Category category) {
    this(category, false);
  }

  Kind(Category category, boolean flies) {
    this.category = category;
    this.flies = flies;
  }

  public Category category() {
    return category;
  }

  /** Whether it is drawn in the air rather than on the ground. */
  public boolean flies() {
    return flies;
  }

  @Override
  public boolean covers(Kind kind) {
    return kind == this;
  }
}
