using System.Buffers;
using System.Text;
using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Filters for HTML and URLs.</summary>
internal static class MarkupFilters
{
    private static readonly SearchValues<char> ForbiddenInNames = SearchValues.Create(" \t\n\r\f\v/>=");

    public static readonly (string, BuiltinBody)[] All =
    [
        ("safe()", (state, value, _) => state.Made(state.Text(value), true)),
        ("escape()", (state, value, _) => Escape(state, TextFilters.Soft(state, value))),
        ("e()", (state, value, _) => Escape(state, TextFilters.Soft(state, value))),
        ("forceescape()", (state, value, _) => Escape(state, new StringValue(state.Text(value)))),
        ("striptags()", (state, value, _) => state.Made(StripTags(state, state.Text(value)))),
        ("urlencode()", UrlEncode),
        ("xmlattr(autospace?)", XmlAttributes),
    ];

    private static StringValue Escape(RenderState state, StringValue text)
    {
        const int LongestEntity = 5;
        state.Budget.Text((long)text.Text.Length * LongestEntity);
        return Markup.Escape(text);
    }

    private static string StripTags(RenderState state, string text)
    {
        state.Budget.Text(text.Length);
        var result = new StringBuilder();
        var rest = Remove(Remove(text, "<!--", "-->"), "<", ">");
        foreach (var word in rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            result.Append(result.Length > 0 ? " " : "").Append(word);
        return System.Net.WebUtility.HtmlDecode(result.ToString());
    }

    /// <summary>Removes all from each <paramref name="begin"/> to the next <paramref name="end"/>; one without an end stays.</summary>
    private static string Remove(string text, string begin, string end)
    {
        var result = new StringBuilder();
        var at = 0;
        while (true)
        {
            var start = text.IndexOf(begin, at, StringComparison.Ordinal);
            var stop = start < 0 ? -1 : text.IndexOf(end, start, StringComparison.Ordinal);
            if (stop < 0)
                return result.Append(text, at, text.Length - at).ToString();
            result.Append(text, at, start - at);
            at = stop + end.Length;
        }
    }

    private static StringValue UrlEncode(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        if (value is StringValue || value.Iterate() is null)
            return state.Made(Quote(state, value, isQuery: false));
        var pairs = value is DictValue dict ? new DictViewValue(dict, DictViewKind.Items).ToArray() : value.Iterate()!;
        var parts = new List<string>();
        foreach (var pair in pairs)
        {
            var items = state.Collect(RenderState.Iterate(pair));
            if (items.Length != 2)
                throw TemplateFault.Evaluation($"urlencode() takes pairs, not {items.Length} values");
            parts.Add($"{Quote(state, items[0], isQuery: true)}={Quote(state, items[1], isQuery: true)}");
        }
        return state.Made(string.Join('&', parts));
    }

    private static string Quote(RenderState state, JinjaValue value, bool isQuery)
    {
        var bytes = Encoding.UTF8.GetBytes(state.Text(value));
        state.Budget.Text(3L * bytes.Length);
        var result = new StringBuilder(bytes.Length);
        foreach (var octet in bytes)
        {
            var character = (char)octet;
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' || (character == '/' && !isQuery))
                result.Append(character);
            else if (character == ' ' && isQuery)
                result.Append('+');
            else
                result.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return result.ToString();
    }

    private static StringValue XmlAttributes(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        if (value is not DictValue dict)
            throw value is UndefinedValue undefined ? undefined.Fault()
                : TemplateFault.Evaluation($"'{value.TypeName}' object has no attribute 'items'");
        var parts = new List<string>();
        for (var i = 0; i < dict.Count; i++)
        {
            if (dict.Values[i] is NoneValue or UndefinedValue)
                continue;
            if (dict.Keys[i] is not StringValue name || name.Text.AsSpan().ContainsAny(ForbiddenInNames))
                throw TemplateFault.Evaluation("Invalid character in attribute name");
            parts.Add($"{Escape(state, name).Text}=\"{Escape(state, TextFilters.Soft(state, dict.Values[i])).Text}\"");
        }
        var text = string.Join(' ', parts);
        return state.Made(arguments.Flag(0, true) && text.Length > 0 ? " " + text : text);
    }
}
