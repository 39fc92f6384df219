namespace LocalAI.Plugins.Trainer.Tests.Tokens;

/// <summary>Texts for tests of tokenizers: some from a small grammar, some awkward.</summary>
internal static class SmallTexts
{
    private static readonly string[] Subjects = ["the cat", "a small dog", "my sister's teacher", "Anna", "nobody", "the 3 birds"];
    private static readonly string[] Verbs = ["sees", "doesn't see", "will be seeing", "has seen", "finds", "found"];
    private static readonly string[] Objects = ["the garden", "a red ball", "12 apples", "the unseen river", "nothing", "her friend"];

    /// <summary>What cutting words and joining bytes can go wrong at.</summary>
    public static IReadOnlyList<string> Awkward { get; } =
    [
        "", " ", "   ", "\n", "\n\n\n", " \n \n ", "\r\n\r\n", "\t\tif (x)\n\t\t\treturn;", "a", " a", "  a", "   a b", "a  ", "a \n b",
        "I'm, you're, WE'LL, they'D, it's, o'clock, 'tis, 's, 't x", "12345 1234567 1 22 3.14 0x1F ²³ ½ Ⅷ ٣٤",
        "Ünïcödé ñandú naïve Straße ÆØÅ ʼn ǅ ſs Kelvin: K", "дом и ДОМ, Ελλάδα, עברית שלום, العربية", "你好，世界！ これはテストです。 한국어",
        "😀 😀😀 👩‍👩‍👧 🇫🇷 a😀b 1😀2", "𝒜𝓫𝒸 𝟙𝟚𝟛 𠀀𠀁 a𝒜 1𝟙", "e\u0301 a\u0300b \u200b \ufeff x\u00a0y \u2003z \u3000w", "\u0000\u0001\u007f",
        "<|im_start|>user\nhi<|im_end|>\n", "<|im_start|><|im_start|>x<|im_end", "<tool>a</tool> <tool> b", "</s><s> <unk> x</s>",
        "!!!??? ... --- ((())) a+b=c; {\"k\": [1, 2]}\n\n", "camelCaseWord XMLHttpRequest snake_case ALLCAPS Allcaps",
        "line one\nline two\r\nline three\n\n  indented\n", "\u2581x \u2581\u2581 y", "\u0120x \u0100", "a\u0085b\u2028c\u2029d",
    ];

    /// <summary>Sentences by number.</summary>
    public static IEnumerable<string> Sentences(int count)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++)
            yield return $"{Pick(Subjects)} {Pick(Verbs)} {Pick(Objects)}{(random.Next(3) == 0 ? "!\n" : ". ")}{Pick(Awkward)}";

        string Pick(IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];
    }

    /// <summary>Rows of characters from all over Unicode, without halves of pairs.</summary>
    public static IEnumerable<string> Random(int count)
    {
        var random = new Random(11);
        string[] pools = ["abc ABC 12 \n", " \t\r\n", "'sStTrReEvVmMlLdD a", "é1 ñ٣𝟙𝒜😀你 .", "\u0300\u0301aé \u00a0", "<|im_end|>"];
        for (var i = 0; i < count; i++)
        {
            var text = new System.Text.StringBuilder();
            for (var j = random.Next(1, 40); j > 0; j--)
            {
                var runes = pools[random.Next(pools.Length)].EnumerateRunes().ToArray();
                text.Append(random.Next(12) == 0 ? Anywhere(random) : runes[random.Next(runes.Length)]);
            }
            yield return text.ToString();
        }
    }

    private static System.Text.Rune Anywhere(Random random)
    {
        while (true)
        {
            // Assigned since long ago, so that all tables of classes agree.
            if (System.Text.Rune.TryCreate(random.Next(0x20, 0x3100), out var rune)
                && System.Text.Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.OtherNotAssigned)
                return rune;
        }
    }
}
