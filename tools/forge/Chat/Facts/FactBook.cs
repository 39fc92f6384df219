using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Words;
using World = LocalAI.Plugins.Forge.Words.Facts;

namespace LocalAI.Plugins.Forge.Chat.Facts;

/// <summary>All that the model knows, by topic.</summary>
internal static class FactBook
{
    /// <summary>The topics; sums are made as they are asked for, see <see cref="Sums"/>.</summary>
    public static IReadOnlyList<FactTopic> Topics { get; } =
    [
        Capitals(), Colours(), Legs(), SoundsOfAnimals(), Opposites(), Young(), Homes(), Languages(), Counts(),
        After("day", 3, World.Days, isRound: true), After("month", 4, World.Months, isRound: true),
        After("season", 2, World.Seasons, isRound: true), After("number", 3, World.Numbers, isRound: false),
        Before("day", 3, World.Days, isRound: true), Before("month", 4, World.Months, isRound: true), Singles(),
    ];

    private static readonly int AllShares = Topics.Sum(topic => topic.Share);

    /// <summary>A fact of any topic.</summary>
    public static Fact Any(Writer writer) => writer.Dice.One(AnyTopic(writer).Facts);

    /// <summary>A topic, as often as its share says.</summary>
    public static FactTopic AnyTopic(Writer writer)
    {
        var at = writer.Dice.Below(AllShares);
        return Topics.First(topic => (at -= topic.Share) < 0);
    }

    private static FactTopic Capitals() => FactTopic.Of("capitals", 26,
        new(
            [
                "[What is|What's] the capital of {country}?", "[What is|What's] the capital of {country}?",
                "[Which|What] city is the capital of {country}?", "Tell me the capital of {country}.", "Name the capital of {country}.",
                "Do you know the capital of {country}?", "What is the capital city of {country}?", "The capital of {country}?",
                "[What is|What's] {country}'s capital?", "What is the name of the capital of {country}?",
            ],
            [
                "Can you tell me what the capital of {country} is?", "I want to know the capital of {country}.",
                "{Country} has which capital?",
            ]),
        new(
            [
                "And the capital of {country}?", "And of {country}?", "What about {country}?", "And {country}?",
                "And what is the capital of {country}?",
            ],
            ["How about {country}?", "Now the capital of {country}, please."]),
        "The capital of {country} is {key}.", "The user asks for the capital of {country}. It is {key}.",
        World.Capitals.Select(fact => Slots.Of(("country", fact.Country), ("key", fact.Capital))));

    private static FactTopic Colours() => FactTopic.Of("colours", 10,
        new(
            [
                "[What|Which] [colour|color] is {thing}?", "What is the [colour|color] of {thing}?",
                "[What|Which] [colour|color] does {thing} have?", "Tell me the [colour|color] of {thing}.",
            ],
            ["Do you know the colour of {thing}?", "Of which color is {thing}?"]),
        new(["And {thing}?", "What about {thing}?", "And what [colour|color] is {thing}?"], ["How about {thing}?"]),
        "{Thing} is {key}.", "The user asks for the colour of {thing}. It is {key}.",
        World.Colours.Select(fact => Slots.Of(("thing", fact.Thing), ("key", fact.Colour))));

    private static FactTopic Legs() => FactTopic.Of("legs", 7,
        new(
            ["How many legs does {animal} have?", "How many legs has {animal}?", "Tell me how many legs {animal} has."],
            ["What is the number of legs of {animal}?", "Do you know how many legs {animal} has?"]),
        new(["And {animal}?", "What about {animal}?", "And how many does {animal} have?"], ["How about {animal}?"]),
        "{Animal} has {key} legs.", "The user asks how many legs {animal} has. It has {key}.",
        World.Legs.Select(fact => Slots.Of(("animal", fact.Animal), ("key", fact.Legs))));

    private static FactTopic SoundsOfAnimals() => FactTopic.Of("sounds", 6,
        new(
            [
                "[What|Which] sound does {animal} make?", "What does {animal} say?", "How does {animal} sound?",
                "What noise does {animal} make?",
            ],
            ["What is the sound of {animal}?", "Do you know what {animal} says?"]),
        new(["And {animal}?", "What about {animal}?", "And what does {animal} say?"], ["How about {animal}?"]),
        "{Animal} goes {key}.", "The user asks for the sound of {animal}. It is {key}.",
        World.Sounds.Select(fact => Slots.Of(("animal", fact.Animal), ("key", fact.Sound))));

    private static FactTopic Opposites() => FactTopic.Of("opposites", 11,
        new(
            [
                "[What is|What's] the opposite of {word}?", "Tell me the opposite of {word}.", "Which word is the opposite of {word}?",
                "What is the opposite of the word {word}?", "The opposite of {word}?",
            ],
            ["Do you know the opposite of {word}?", "Name the opposite of {word}."]),
        new(["And the opposite of {word}?", "And of {word}?", "What about {word}?", "And {word}?"], ["How about {word}?"]),
        "The opposite of {word} is {key}.", "The user asks for the opposite of {word}. It is {key}.",
        World.Opposites.SelectMany(pair => new[]
        {
            Slots.Of(("word", pair.One), ("key", pair.Other)), Slots.Of(("word", pair.Other), ("key", pair.One)),
        }));

    private static FactTopic Young() => FactTopic.Of("young animals", 5,
        new(
            [
                "What is a [young|baby] {animal} called?", "What do you call a [young|baby] {animal}?",
                "What is the name for a [young|baby] {animal}?",
            ],
            ["Do you know the word for a young {animal}?"]),
        new(["And a young {animal}?", "And of a {animal}?", "What about a {animal}?"], ["How about a {animal}?"]),
        "A young {animal} is called {key}.", "The user asks what a young {animal} is called. It is {key}.",
        World.Young.Select(fact => Slots.Of(("animal", fact.Animal), ("key", fact.Young))));

    private static FactTopic Homes() => FactTopic.Of("homes", 5,
        new(
            ["Where do {animals} live?", "Tell me where {animals} live.", "Where can one find {animals}?"],
            ["Do you know where {animals} live?"]),
        new(["And {animals}?", "What about {animals}?", "And where do {animals} live?"], ["How about {animals}?"]),
        "{Animals} live {key}.", "The user asks where {animals} live. They live {key}.",
        World.Homes.Select(fact => Slots.Of(("animals", fact.Animals), ("key", fact.Place))));

    private static FactTopic Languages() => FactTopic.Of("languages", 7,
        new(
            [
                "[What|Which] language do people speak in {country}?", "[What|Which] language is spoken in {country}?",
                "What do people speak in {country}?", "Tell me the language of {country}.",
            ],
            ["Do you know which language they speak in {country}?"]),
        new(["And in {country}?", "What about {country}?", "And {country}?"], ["How about {country}?"]),
        "People speak {key} in {country}.", "The user asks for the language of {country}. It is {key}.",
        World.Languages.Select(fact => Slots.Of(("country", fact.Country), ("key", fact.Language))));

    private static FactTopic Counts() => FactTopic.Of("counts", 8,
        new(
            [
                "How many {things} are [there |]{whole}?", "Tell me how many {things} there are {whole}.",
                "What is the number of {things} {whole}?",
            ],
            ["Do you know how many {things} there are {whole}?"]),
        new(["And how many {things} {whole}?", "And {things} {whole}?"], ["How about {things} {whole}?"]),
        "There are {key} {things} {whole}.", "The user asks how many {things} there are {whole}. There are {key}.",
        World.Counts.Select(fact => Slots.Of(("things", fact.Things), ("whole", fact.Whole), ("key", fact.Number))));

    private static FactTopic After(string what, int share, IReadOnlyList<string> row, bool isRound) => FactTopic.Of(
        $"{what} after", share,
        new(
            [
                $"[Which|What] {what} [comes|is] after {{word}}?", $"What comes after {{word}}?", $"Tell me the {what} after {{word}}.",
                $"What is the {what} after {{word}}?",
            ],
            [$"Which {what} follows {{word}}?", $"Do you know the {what} after {{word}}?"]),
        new(["And after {word}?", "And what comes after {word}?"], ["How about after {word}?"]),
        "{Key} comes after {word}.", $"The user asks for the {what} after {{word}}. It is {{key}}.",
        Enumerable.Range(0, isRound ? row.Count : row.Count - 1)
            .Select(i => Slots.Of(("word", row[i]), ("key", row[(i + 1) % row.Count]))));

    private static FactTopic Before(string what, int share, IReadOnlyList<string> row, bool isRound) => FactTopic.Of(
        $"{what} before", share,
        new(
            [
                $"[Which|What] {what} [comes|is] before {{word}}?", $"What comes before {{word}}?", $"Tell me the {what} before {{word}}.",
                $"What is the {what} before {{word}}?",
            ],
            [$"Which {what} goes before {{word}}?", $"Do you know the {what} before {{word}}?"]),
        new(["And before {word}?", "And what comes before {word}?"], ["How about before {word}?"]),
        "{Key} comes before {word}.", $"The user asks for the {what} before {{word}}. It is {{key}}.",
        Enumerable.Range(isRound ? 0 : 1, isRound ? row.Count : row.Count - 1)
            .Select(i => Slots.Of(("word", row[i]), ("key", row[(i + row.Count - 1) % row.Count]))));

    private static FactTopic Singles() => new("single facts", 14,
    [
        .. SingleFacts.All.Select(fact => new Fact(
            new Wordings([fact.Question], [fact.HeldOut]), fact.Answer, $"The user asks something that I know. The word is {{key}}.",
            Slots.Of(("key", fact.Key)))),
    ]);
}
