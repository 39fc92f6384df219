using System.Globalization;
using LocalAI.Plugins.Jinja.Calls;
using LocalAI.Plugins.Jinja.Methods;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Filters that look at the words of a text.</summary>
internal static class WordFilters
{
    private const int TruncatedLength = 255;
    private const int Leeway = 5;
    private const int WrapWidth = 79;

    public static readonly (string, BuiltinBody)[] All =
    [
        ("wordcount()", CountWords),
        ("truncate(length?, killwords?, end?, leeway?)", Truncate),
        ("wordwrap(width?, break_long_words?, wrapstring?, break_on_hyphens?)", Wrap),
    ];

    private static IntegerValue CountWords(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var text = state.Text(value);
        state.Budget.Text(text.Length);
        var count = 0;
        var inWord = false;
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            var isWord = CharUnicodeInfo.GetUnicodeCategory(text, i) is <= UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber || text[i] == '_';
            count += isWord && !inWord ? 1 : 0;
            inWord = isWord;
        }
        return IntegerValue.Of(count);
    }

    private static JinjaValue Truncate(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var length = arguments.Integer(0, TruncatedLength);
        var end = arguments[2] is null ? new StringValue("...") : new StringValue(arguments.Text(2));
        var leeway = arguments.Optional(3) is null ? Leeway : arguments.Integer(3, Leeway);
        if (length < end.CodePoints || leeway < 0)
            throw TemplateFault.Evaluation($"truncate() needs a length of at least {end.CodePoints} and a leeway of at least 0");
        if (value is not StringValue text)
        {
            return value.Length is { } size && size <= length + (long)leeway ? value
                : throw TemplateFault.Evaluation($"truncate() takes a string, not '{value.TypeName}'");
        }
        if (text.CodePoints <= length + (long)leeway)
            return value;
        var kept = text.Text[..CodePoints.Offset(text, length - end.CodePoints)];
        if (!arguments.Flag(1) && kept.LastIndexOf(' ') is >= 0 and var space)
            kept = kept[..space];
        return state.Made(kept + end.Text);
    }

    private static StringValue Wrap(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        if (value is not StringValue text)
            throw TemplateFault.Evaluation($"wordwrap() takes a string, not '{value.TypeName}'");
        var width = arguments.Integer(0, WrapWidth);
        if (width <= 0)
            throw TemplateFault.Evaluation($"invalid width {width} (must be > 0)");
        var separator = arguments.OptionalText(2) ?? "\n";
        var wrapper = new WordWrapper(width, arguments.Flag(1, true), arguments.Flag(3, true));
        state.Budget.Text(text.Text.Length);
        state.Budget.Items(text.Text.Length);
        var start = state.Buffer.Length;
        var isFirst = true;
        foreach (var line in Lines.Split(text.Text, keepEnds: false).SelectMany(wrapper.WrapOrEmpty))
        {
            if (!isFirst)
                state.Buffer.Append(separator);
            isFirst = false;
            state.Buffer.Append(line);
        }
        return state.Captured(start);
    }
}
