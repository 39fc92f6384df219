namespace LocalAI.Plugins.Forge.Chat;

/// <summary>
/// Plain texts whose second half follows from the first. To copy a word that was said before is what calls of tools, memory and names
/// come down to; here most words are copied, so that a small model finds out how from the first steps of its training on.
/// </summary>
internal static class Recall
{
    /// <summary>Writes such a text.</summary>
    public static string Write(Writer writer) => writer.Dice.Below(4) switch
    {
        0 => Repeated(writer),
        1 => Shuffled(writer, (key, value) => $"{key}: {value}"),
        2 => Shuffled(writer, (key, value) => $"{key} lives in {value}."),
        _ => Shuffled(writer, (key, value) => $$"""{"name": "{{key}}", "location": "{{value}}"}"""),
    };

    /// <summary>A list of words, said again.</summary>
    private static string Repeated(Writer writer)
    {
        var words = Enumerable.Range(0, writer.Dice.Between(4, 12)).Select(_ => Word(writer)).ToList();
        var separator = writer.Dice.One([" ", ", ", "\n"]);
        var list = string.Join(separator, words);
        return $"{list}\n{list}";
    }

    /// <summary>Lines with a key and its value, and all of them again in another order.</summary>
    private static string Shuffled(Writer writer, Func<string, string, string> line)
    {
        var count = writer.Dice.Between(2, 6);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (keys.Count < count)
            keys.Add(writer.Name(25));
        List<string> lines = [.. keys.Select(key => line(key, Word(writer)))];
        return string.Join('\n', lines.Concat(writer.Dice.Some(lines, count)));
    }

    private static string Word(Writer writer) => writer.Dice.Below(5) switch
    {
        0 => writer.Name(25),
        1 or 2 => writer.Place(25),
        3 => Text(writer.Dice.Between(0, 5000)),
        _ => $"{Text(writer.Dice.Between(1, 23))}:{Text(writer.Dice.Between(10, 59))}",
    };

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
