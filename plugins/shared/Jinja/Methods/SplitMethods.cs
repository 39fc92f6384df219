using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Methods that cut a string into parts.</summary>
internal static class SplitMethods
{
    public static readonly (string, BuiltinBody)[] All =
    [
        ("split(sep?, maxsplit?)", (state, value, arguments) => Split(state, value, arguments, fromEnd: false)),
        ("rsplit(sep?, maxsplit?)", (state, value, arguments) => Split(state, value, arguments, fromEnd: true)),
        ("splitlines(keepends?)", SplitLines),
        ("partition(sep)", (state, value, arguments) => Partition(state, value, arguments, fromEnd: false)),
        ("rpartition(sep)", (state, value, arguments) => Partition(state, value, arguments, fromEnd: true)),
    ];

    private static ListValue Split(RenderState state, JinjaValue value, BoundArguments arguments, bool fromEnd)
    {
        var text = ((StringValue)value).Text;
        var separator = arguments.OptionalText(0);
        var most = arguments.Integer(1, -1);
        if (separator?.Length == 0)
            throw TemplateFault.Evaluation("empty separator");
        var parts = separator is null ? Words(state, text, most < 0 ? int.MaxValue : most, fromEnd)
            : fromEnd ? PartsFromEnd(state, text, separator, most < 0 ? int.MaxValue : most)
            : Parts(state, text, separator, most < 0 ? int.MaxValue : most);
        return ToList(state, value, parts);
    }

    private static List<string> Parts(RenderState state, string text, string separator, int most)
    {
        var parts = new List<string>();
        var start = 0;
        for (; most > 0; most--)
        {
            var next = TextSearch.IndexOf(state.Budget, text, separator, start);
            if (next < 0)
                break;
            state.Budget.Items(1);
            parts.Add(text[start..next]);
            start = next + separator.Length;
        }
        parts.Add(text[start..]);
        return parts;
    }

    private static List<string> PartsFromEnd(RenderState state, string text, string separator, int most)
    {
        // The parts from the end are those from the start of the reversed text.
        var parts = Parts(state, Reversed(text), Reversed(separator), most);
        parts.Reverse();
        return parts.ConvertAll(Reversed);
    }

    private static string Reversed(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }

    private static List<string> Words(RenderState state, string text, int most, bool fromEnd)
    {
        if (fromEnd)
        {
            var reversed = Words(state, Reversed(text), most, fromEnd: false);
            reversed.Reverse();
            return reversed.ConvertAll(Reversed);
        }
        var words = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && Whitespace.Is(text[at]))
                at++;
            if (at == text.Length)
                return words;
            state.Budget.Items(1);
            if (most-- <= 0)
            {
                words.Add(text[at..]);
                return words;
            }
            var start = at;
            while (at < text.Length && !Whitespace.Is(text[at]))
                at++;
            words.Add(text[start..at]);
        }
    }

    private static ListValue SplitLines(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var text = ((StringValue)value).Text;
        state.Budget.Text(text.Length);
        return ToList(state, value, Lines.Split(text, arguments.Flag(0)));
    }

    private static TupleValue Partition(RenderState state, JinjaValue value, BoundArguments arguments, bool fromEnd)
    {
        var text = ((StringValue)value).Text;
        var separator = arguments.Text(0);
        if (separator.Length == 0)
            throw TemplateFault.Evaluation("empty separator");
        var at = fromEnd ? TextSearch.LastIndexOf(state.Budget, text, separator) : TextSearch.IndexOf(state.Budget, text, separator);
        state.Budget.Text(text.Length);
        if (at >= 0)
            return new TupleValue(
                new StringValue(text[..at]), new StringValue(separator), new StringValue(text[(at + separator.Length)..]));
        return fromEnd
            ? new TupleValue(StringValue.Empty, StringValue.Empty, value)
            : new TupleValue(value, StringValue.Empty, StringValue.Empty);
    }

    private static ListValue ToList(RenderState state, JinjaValue value, List<string> parts)
    {
        var isMarkup = ((StringValue)value).IsMarkup;
        state.Budget.Text(((StringValue)value).Text.Length);
        state.Budget.Items(parts.Count);
        return new ListValue([.. parts.Select(part => new StringValue(part, isMarkup))]);
    }
}
