namespace LocalAI.Plugins.Forge.Pairs.Domains;

/// <summary>What animals do, and what people do with them.</summary>
internal static class Animals
{
    public static IReadOnlyList<Frame> Frames { get; } =
    [
        new("sleep",
            new(
                [
                    "{Animal} [sleeps|is sleeping|is asleep] {spot}.", "{Animal} is taking a nap {spot}.",
                    "{Animal} lies {spot} and sleeps.", "{Animal} has fallen asleep {spot}.", "You can see {animal} sleep {spot}.",
                ],
                ["{Animal} is having a rest with closed eyes {spot}.", "The place where {animal} sleeps is {spot}."]),
            new(
                ["Where [does|did] {animal} sleep?", "Who [sleeps|is asleep] {spot}?", "Where is {animal} taking a nap?"],
                ["Which animal is taking a nap {spot}?"])),
        new("chase",
            new(
                [
                    "{Animal} [chased|ran after|hunted] {animal2}.", "{Animal2} was [chased|hunted] by {animal}.",
                    "{Animal2} ran away from {animal}, who was chasing it.", "It was {animal} that [chased|ran after] {animal2}.",
                ],
                ["{Animal2} had {animal} running behind it.", "{Animal} was on the hunt for {animal2}."]),
            new(
                ["Who [chased|ran after|hunted] {animal2}?", "Whom did {animal} [chase|run after|hunt]?"],
                ["From whom did {animal2} run away?"])),
        new("feed",
            new(
                [
                    "{Person} [feeds|gives food to] {animal}.", "{Animal} is fed by {person}.", "{Animal} gets its food from {person}.",
                    "It is {person} who feeds {animal}.", "{Person} brings {animal} something to eat.",
                ],
                ["The food for {animal} comes from {person}."]),
            new(["Who [feeds|gives food to] {animal}?", "Whom does {person} feed?"], ["From whom does {animal} get its food?"])),
        new("fear",
            new(
                [
                    "{Animal} is [afraid of|scared of|frightened of] {animal2}.", "{Animal} fears {animal2}.",
                    "{Animal2} [frightens|scares] {animal}.", "{Animal} gets scared when it sees {animal2}.",
                ],
                ["The sight of {animal2} makes {animal} afraid."]),
            new(["What is {animal} [afraid of|scared of]?", "Who is afraid of {animal2}?"], ["What frightens {animal}?"])),
        new("lose animal",
            new(
                [
                    "{Person} is [looking|searching] for {animal}.", "{Animal} is missing, and {person} is looking for it.",
                    "{Person} cannot find {animal}.", "{Person} has lost {animal}.",
                ],
                ["{Person} does not know where {animal} is."]),
            new(
                ["Who is [looking|searching] for {animal}?", "What is {person} looking for?", "Who has lost {animal}?"],
                ["Who cannot find {animal}?"])),
        new("hide",
            new(
                [
                    "{Animal} [hides|is hiding] {spot}.", "{Animal} has hidden itself {spot}.",
                    "{Animal} stays {spot} so that nobody sees it.", "The hiding place of {animal} is {spot}.",
                ],
                ["Nobody can see {animal}, because it is hidden {spot}."]),
            new(
                ["Where [does|did] {animal} hide?", "Who is hiding {spot}?", "Where is {animal} hiding?"],
                ["What is the hiding place of {animal}?"])),
        new("bite",
            new(
                [
                    "{Animal} bit {person}.", "{Person} was bitten by {animal}.", "{Person} got a bite from {animal}.",
                    "It was {animal} that bit {person}.",
                ],
                ["{Animal} hurt {person} with its teeth."]),
            new(["Who bit {person}?", "Whom did {animal} bite?"], ["By whom was {person} bitten?"])),
        new("rescue",
            new(
                [
                    "{Person} [rescued|saved] {animal} [from the water|from the river].",
                    "{Animal} was [rescued|saved] from the water by {person}.", "{Person} pulled {animal} out of the water.",
                    "{Animal} had fallen into the river, and {person} [saved|rescued] it.",
                ],
                ["Thanks to {person}, {animal} did not drown."]),
            new(["Who [rescued|saved] {animal}?", "Whom did {person} pull out of the water?"], ["Who did not let {animal} drown?"])),
    ];
}
