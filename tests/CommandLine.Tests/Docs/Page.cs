namespace LocalAI.CommandLine.Tests.Docs;

/// <summary>A page of the documentation.</summary>
internal sealed class Page(string path)
{
    private readonly string _text = Repository.Read(path);

    public string Text => _text;

    /// <summary>The part between the two comments of that name.</summary>
    public string Section(string name)
    {
        var start = _text.IndexOf($"<!-- {name}:", StringComparison.Ordinal);
        start = _text.IndexOf('\n', start) + 1;
        return _text[start.._text.IndexOf($"<!-- /{name} -->", start, StringComparison.Ordinal)];
    }

    /// <summary>The cells of the rows of a table, without its head.</summary>
    public static IReadOnlyList<string[]> Rows(string table) =>
        [.. table.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim()).ToArray())];

    /// <summary>The code blocks of a language.</summary>
    public IEnumerable<string> Code(string language) =>
        _text.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]);
}
