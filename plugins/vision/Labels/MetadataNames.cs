using System.Globalization;
using System.Text;

namespace LocalAI.Plugins.Vision.Labels;

/// <summary>
/// Reads the names that exporters put into a model's metadata: a list (<c>['cat', 'dog']</c>) or a dictionary by class
/// (<c>{0: 'cat', 1: "dog"}</c>) as Python prints it or JSON writes it.
/// </summary>
internal ref struct MetadataNames
{
    private const int LongestText = 1_000_000;
    private const int MostNames = 10_000;

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private MetadataNames(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The names in the order of the classes, at least one; null when the text is of no such form.</summary>
    public static IReadOnlyList<string?>? Read(string text)
    {
        if (text.Length > LongestText)
            return null;
        var reader = new MetadataNames(text);
        var names = new SortedDictionary<int, string>();
        if (!reader.ReadAll(names) || names.Count == 0)
            return null;
        var ordered = new string?[names.Keys.Last() + 1];
        foreach (var (kind, name) in names)
            ordered[kind] = name;
        return ordered;
    }

    private bool ReadAll(SortedDictionary<int, string> names)
    {
        var isDictionary = Take('{');
        if (!isDictionary && !Take('['))
            return false;
        var end = isDictionary ? '}' : ']';
        while (!Take(end))
        {
            var kind = names.Count;
            if (isDictionary && (!ReadKey(out kind) || !Take(':')))
                return false;
            if (kind is < 0 or >= MostNames || !ReadText(out var name) || !names.TryAdd(kind, name))
                return false;
            if (!Take(',') && !Next(end))
                return false;
        }
        SkipSpace();
        return _at == _text.Length;
    }

    private bool ReadKey(out int key)
    {
        SkipSpace();
        if (Next('\'') || Next('"'))
        {
            key = -1;
            return ReadText(out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out key);
        }
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        return int.TryParse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out key);
    }

    private bool ReadText(out string text)
    {
        text = "";
        var quote = Next('"') ? '"' : '\'';
        if (!Take(quote))
            return false;
        var read = new StringBuilder();
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] == quote)
            {
                _at++;
                text = read.ToString().Trim();
                return text.Length > 0;
            }
            // Names have no other escapes than of quotes and backslashes.
            if (_text[_at] == '\\' && ++_at == _text.Length)
                return false;
            read.Append(_text[_at]);
        }
        return false;
    }

    private bool Next(char expected)
    {
        SkipSpace();
        return _at < _text.Length && _text[_at] == expected;
    }

    private bool Take(char expected)
    {
        if (!Next(expected))
            return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}
