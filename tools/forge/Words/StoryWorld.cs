namespace LocalAI.Plugins.Forge.Words;

/// <summary>Who and what the stories are about.</summary>
internal static class StoryWorld
{
    /// <summary>Animals that can be told of.</summary>
    public static IReadOnlyList<string> Animals { get; } =
    [
        "cat", "dog", "mouse", "rabbit", "fox", "bear", "bird", "owl", "duck", "frog", "horse", "cow", "pig", "sheep", "goat", "lion",
        "elephant", "monkey", "turtle", "hedgehog", "squirrel", "wolf", "bee", "penguin", "dragon", "tiger", "donkey", "deer", "robot",
        "dinosaur", "snail", "spider", "crow", "kitten", "puppy", "unicorn", "giant", "snake", "whale", "dolphin",
    ];

    /// <summary>Girls and women that can be told of.</summary>
    public static IReadOnlyList<string> Women { get; } = ["girl", "princess", "queen", "woman", "teacher", "fairy", "witch"];

    /// <summary>Boys and men that can be told of.</summary>
    public static IReadOnlyList<string> Men { get; } = ["boy", "prince", "king", "man", "farmer", "sailor", "pirate", "knight", "wizard"];

    /// <summary>What they may be like.</summary>
    public static IReadOnlyList<string> Traits { get; } =
        ["little", "small", "young", "old", "happy", "shy", "clever", "kind", "brave", "curious", "funny", "quiet"];

    /// <summary>Where they live.</summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        "in the forest", "in a village", "in a green valley", "on a farm", "by the sea", "near a lake", "by a river", "in the mountains",
        "on an island", "in a big city", "at the edge of the forest", "on a hill", "in a garden", "in an old castle",
    ];

    /// <summary>Things that they have or find.</summary>
    public static IReadOnlyList<string> Things { get; } =
    [
        "ball", "hat", "kite", "book", "bell", "key", "drum", "lamp", "boat", "map", "coin", "ring", "basket", "flute", "blanket", "doll",
        "stone", "box", "scarf", "mirror",
    ];

    /// <summary>What the things look like.</summary>
    public static IReadOnlyList<string> Looks { get; } =
        ["red", "blue", "green", "yellow", "golden", "silver", "old", "new", "little", "big", "shiny", "round"];

    /// <summary>Things that one can bake and share.</summary>
    public static IReadOnlyList<string> Foods { get; } = ["cake", "pie", "apple cake", "cherry pie", "honey cake", "apple pie"];
}
