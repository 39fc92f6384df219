namespace LocalAI.Plugins.Forge.Words;

/// <summary>What people say of themselves.</summary>
internal static class People
{
    /// <summary>Trades, without an article.</summary>
    public static IReadOnlyList<string> Trades { get; } =
    [
        "cook", "teacher", "doctor", "farmer", "baker", "pilot", "sailor", "gardener", "painter", "singer", "driver", "nurse", "writer",
        "waiter", "dentist", "builder",
    ];

    /// <summary>Colours to like.</summary>
    public static IReadOnlyList<string> Colours { get; } =
        ["red", "blue", "green", "yellow", "orange", "purple", "pink", "brown", "black", "white", "grey"];

    /// <summary>Things to eat, as one likes them in general.</summary>
    public static IReadOnlyList<string> Foods { get; } =
    [
        "pizza", "rice", "soup", "pasta", "bread", "cheese", "apples", "cake", "fish", "salad", "chocolate", "honey", "noodles",
        "cherries", "pancakes", "ice cream",
    ];

    /// <summary>Things that one likes to do.</summary>
    public static IReadOnlyList<string> Hobbies { get; } =
    [
        "swimming", "reading", "dancing", "cooking", "painting", "singing", "running", "fishing", "football", "tennis", "chess", "music",
        "gardening", "hiking",
    ];

    /// <summary>Animals that live with people.</summary>
    public static IReadOnlyList<string> Pets { get; } =
        ["dog", "cat", "bird", "rabbit", "fish", "horse", "hamster", "turtle", "parrot", "mouse"];

    /// <summary>People whom one tells of, as they stand behind "my", and whether they are women; null for either.</summary>
    public static IReadOnlyList<(string Person, bool? IsShe)> Relatives { get; } =
    [
        ("sister", true), ("brother", false), ("friend", null), ("mother", true), ("father", false), ("daughter", true), ("son", false),
        ("aunt", true), ("uncle", false), ("cousin", null), ("teacher", null), ("neighbour", null),
    ];
}
