using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>Finds the markers of calls that have the function's name outside of JSON.</summary>
internal static class TagAnalysis
{
    private const string CharacterData = "<![CDATA[";

    private static readonly char[] Letters = [.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];

    /// <returns>Null when no name and arguments are where they are looked for.</returns>
    public static ToolFormat? Find(TemplateProbe probe, string one, string? two)
    {
        if (!one.Contains(TemplateProbe.FirstFunction, StringComparison.Ordinal))
            return null;
        var name = one.IndexOf(TemplateProbe.FirstFunction, StringComparison.Ordinal);
        var behindName = name + TemplateProbe.FirstFunction.Length;
        if (one.IndexOf(TemplateProbe.FirstValue, behindName, StringComparison.Ordinal) < 0)
            return null;

        var json = JsonSpan.Find(one, behindName, TemplateProbe.FirstArgument, TemplateProbe.FirstValue);
        var format = json is not null
            ? new ToolFormat { Syntax = ToolSyntax.TagWithJson, NameSuffix = one[behindName..json.Start] }
            : Arguments(probe, one[behindName..]);
        if (format is null)
            return null;

        var after = json is not null ? one[json.End..] : BehindArguments(format, one);
        var between = two is null ? null : Between(format, two, json is not null);
        return Borders(probe, WithId(format, one, two), one[..name], after, between);
    }

    private static ToolFormat Borders(TemplateProbe probe, ToolFormat format, string before, string after, string? between)
    {
        if (format.IdPosition == CallIdPosition.PreFuncName)
        {
            before = before[..before.IndexOf(TemplateProbe.FirstId, StringComparison.Ordinal)];
            between = between?.Split(TemplateProbe.SecondId)[0];
        }
        var shared = format.ArgumentsAreElements ? format.ArgNamePrefix.Trim() : "";
        var borders = CallBorders.Find(before, after, between, probe.PlainTail, shared);
        // A list of calls has only signs between them, which are no markers.
        if (Markup.Tags(borders.CallEnd).Count == 0 && borders.SectionEnd.Length > 0 && format.Literals.Quote.Length > 0)
            borders = borders with { CallEnd = "" };

        var sign = borders.Separator.Trim();
        var promptBegins = sign.Length > 0 && (borders.SectionStart + borders.CallStart).Trim().Length == 0
            && probe.Header.TrimEnd().EndsWith(sign, StringComparison.Ordinal);
        if (promptBegins)
            borders = borders with { CallStart = borders.Separator, Separator = "" };

        var (start, namePrefix) = Markup.SplitTag(borders.CallStart);
        var (argsEnd, callEnd) = ("", borders.CallEnd);
        if (!format.ArgumentsAreElements && Markup.Tags(callEnd) is [var tag, ..]
            && callEnd.IndexOf(tag, StringComparison.Ordinal) is var at && callEnd[..at].Trim().Length > 0)
        {
            (argsEnd, callEnd) = (callEnd[..at], callEnd[at..]);
        }
        var close = "";
        if (format.Syntax == ToolSyntax.TagWithTagged && namePrefix.Trim().Length > 0 && Markup.Tags(callEnd).Count > 1)
            (close, callEnd) = Markup.SplitTag(callEnd);
        return format with
        {
            ArgValueSuffix = format.ArgValueSuffix.Split(TemplateProbe.FirstArgument)[0],
            SectionStart = borders.SectionStart,
            CallStart = start,
            NamePrefix = namePrefix,
            ArgsEnd = argsEnd,
            FunctionClose = close,
            CallEnd = callEnd,
            SectionEnd = borders.SectionEnd,
            CallSeparator = borders.Separator,
            PromptBeginsCall = promptBegins,
        };
    }

    /// <summary>What stands between two calls: from the end of the first one's arguments to the name of the second.</summary>
    private static string? Between(ToolFormat format, string two, bool isJson)
    {
        var first = two[..two.IndexOf(TemplateProbe.SecondFunction, StringComparison.Ordinal)];
        if (!isJson)
            return BehindArguments(format, first);
        var name = first.IndexOf(TemplateProbe.FirstFunction, StringComparison.Ordinal);
        return JsonSpan.Find(first, name + TemplateProbe.FirstFunction.Length, TemplateProbe.FirstValue) is { } json
            ? first[json.End..]
            : null;
    }

    /// <summary>What follows the arguments, of which the last has the first value.</summary>
    private static string BehindArguments(ToolFormat format, string text)
    {
        var rest = text.Between(TemplateProbe.FirstValue, "");
        if (format.Syntax == ToolSyntax.TagWithJson)
            return rest[(format.Literals.Quote.Length + 1)..];
        var suffix = format.ArgValueSuffix.Trim();
        return rest[(rest.IndexOf(suffix, StringComparison.Ordinal) + suffix.Length)..];
    }

    private static ToolFormat WithId(ToolFormat format, string one, string? two)
    {
        var id = one.IndexOf(TemplateProbe.FirstId, StringComparison.Ordinal);
        var name = one.IndexOf(TemplateProbe.FirstFunction, StringComparison.Ordinal);
        if (id >= 0 && id < name)
        {
            var suffix = one[(id + TemplateProbe.FirstId.Length)..name];
            return format with { IdPosition = CallIdPosition.PreFuncName, IdSuffix = suffix };
        }
        if (id >= 0 && format.NameSuffix.Contains(TemplateProbe.FirstId, StringComparison.Ordinal))
        {
            var parts = format.NameSuffix.Split(TemplateProbe.FirstId, 2);
            return format with
            {
                IdPosition = CallIdPosition.BetweenFuncAndArgs,
                NameSuffix = "",
                IdPrefix = parts[0],
                IdSuffix = parts[1],
                ArgsStart = parts[1],
            };
        }
        // A number behind the name counts the calls: name and number are the id.
        if (format.NameSuffix.StartsWith(":0", StringComparison.Ordinal)
            && two is not null && two.Contains($"{TemplateProbe.SecondFunction}:1{format.NameSuffix[2..]}", StringComparison.Ordinal))
        {
            return format with { IdPosition = CallIdPosition.AroundFuncName, NameSuffix = format.NameSuffix[2..] };
        }
        return format;
    }

    /// <summary>Compares one argument with two, and a string with a number.</summary>
    private static ToolFormat? Arguments(TemplateProbe probe, string one)
    {
        var two = Render(probe, new JsonObject
        {
            [TemplateProbe.FirstArgument] = TemplateProbe.FirstValue,
            [TemplateProbe.SecondArgument] = TemplateProbe.SecondValue,
        });
        var number = Render(probe, new JsonObject { [TemplateProbe.FirstArgument] = TemplateProbe.Number });
        if (two is null || number is null
            || !one.Contains(TemplateProbe.FirstArgument, StringComparison.Ordinal)
            || !two.Contains(TemplateProbe.SecondArgument, StringComparison.Ordinal))
        {
            return null;
        }

        var beforeName = one[..one.IndexOf(TemplateProbe.FirstArgument, StringComparison.Ordinal)];
        var beforeValue = one.Between(TemplateProbe.FirstArgument, TemplateProbe.FirstValue);
        var afterValue = one.Between(TemplateProbe.FirstValue, "");
        var beforeNumber = number.Between(TemplateProbe.FirstArgument, $"{TemplateProbe.Number}");
        var between = two.Between(TemplateProbe.FirstValue, TemplateProbe.SecondArgument);
        if (beforeValue.Length > beforeNumber.Length && beforeValue.StartsWith(beforeNumber, StringComparison.Ordinal)
            && afterValue.StartsWith(beforeValue[beforeNumber.Length..], StringComparison.Ordinal))
        {
            var literals = Literals(beforeName, beforeNumber, beforeValue[beforeNumber.Length..], afterValue);
            return literals is null ? null : literals with { ArgumentsAreSorted = Sorts(probe) };
        }

        var namePrefix = Markup.CommonEnd(beforeName, between);
        var isNamed = afterValue.IndexOf(TemplateProbe.FirstArgument, StringComparison.Ordinal) is >= 0 and var again
            && Markup.SplitTag(afterValue).First.Length >= again;
        var valueSuffix = isNamed
            ? Markup.SplitTag(afterValue).First
            : Markup.CommonStart(between[..^namePrefix.Length], afterValue);
        var (nameSuffix, valuePrefix) = Markup.Tags(beforeValue).Count > 1 ? Markup.SplitTag(beforeValue) : (beforeValue, "");
        var format = new ToolFormat
        {
            Syntax = ToolSyntax.TagWithTagged,
            NameSuffix = beforeName[..^namePrefix.Length],
            ArgNamePrefix = namePrefix,
            ArgNameSuffix = nameSuffix,
            ArgValuePrefix = valuePrefix,
            ArgValueSuffix = valueSuffix,
            ArgumentsAreElements = isNamed,
        };
        if (beforeValue != beforeNumber && TypesOf(probe, beforeValue, beforeNumber) is var (typePrefix, typeSuffix, types))
            return format with { ArgNameSuffix = typePrefix, ArgValuePrefix = typeSuffix, ValueTypes = types };
        var marked = Render(probe, new JsonObject { [TemplateProbe.FirstArgument] = $"<{TemplateProbe.FirstValue}" });
        var listed = Render(probe, new JsonObject { [TemplateProbe.FirstArgument] = new JsonArray(TemplateProbe.FirstValue) });
        return format with
        {
            HasCharacterData = marked?.Contains(CharacterData, StringComparison.Ordinal) == true,
            ValuesArePython = listed?.Contains($"['{TemplateProbe.FirstValue}']", StringComparison.Ordinal) == true,
        };
    }

    /// <summary>Where a word between a name and its value changes with the value's type: what stands around it, and the words.</summary>
    private static (string Prefix, string Suffix, TypeWords Words)? TypesOf(TemplateProbe probe, string beforeText, string beforeNumber)
    {
        var length = beforeText.AsSpan().CommonPrefixLength(beforeNumber);
        while (length > 0 && char.IsLetter(beforeText[length - 1]))
            length--;
        var prefix = beforeText[..length];
        var suffix = beforeText[length..].TrimStart(Letters);
        var words = new TypeWords(
            WordBefore(TemplateProbe.FirstValue), WordBefore(TemplateProbe.Number), WordBefore(true), WordBefore(null),
            WordBefore(new JsonArray(TemplateProbe.FirstValue)), WordBefore(new JsonObject { [TemplateProbe.SecondArgument] = "" }));
        // Some templates leave out what is null.
        if (words.Null.Length == 0)
            words = words with { Null = words.Number };
        string[] others = [words.Number, words.Boolean, words.Null, words.Array, words.Object];
        var areKnown = prefix.Length > 0 && suffix.Length > 0 && words.Text.Length > 0;
        return areKnown && others.All(word => word.Length > 0 && word != words.Text) ? (prefix, suffix, words) : null;

        string WordBefore(JsonNode? value)
        {
            var text = Render(probe, new JsonObject { [TemplateProbe.FirstArgument] = value })?.Between(TemplateProbe.FirstArgument, "");
            if (text is null || !text.StartsWith(prefix, StringComparison.Ordinal))
                return "";
            var rest = text[prefix.Length..].TrimStart(Letters);
            return rest.StartsWith(suffix, StringComparison.Ordinal) ? text[prefix.Length..^rest.Length] : "";
        }
    }

    private static bool Sorts(TemplateProbe probe)
    {
        var turned = Render(probe, new JsonObject
        {
            [TemplateProbe.SecondArgument] = TemplateProbe.SecondValue,
            [TemplateProbe.FirstArgument] = TemplateProbe.FirstValue,
        });
        return turned is not null && turned.IndexOf(TemplateProbe.FirstArgument, StringComparison.Ordinal)
            < turned.IndexOf(TemplateProbe.SecondArgument, StringComparison.Ordinal);
    }

    private static ToolFormat? Literals(string beforeName, string assign, string quote, string afterValue)
    {
        var open = beforeName.Length > 0 ? beforeName[^1] : '\0';
        var close = afterValue.Length > quote.Length ? afterValue[quote.Length] : '\0';
        if ((open, close) is not (('(', ')') or ('{', '}')) || assign.Trim() is not (":" or "="))
            return null;
        return new ToolFormat
        {
            Syntax = ToolSyntax.TagWithJson,
            NameSuffix = beforeName[..^1],
            Literals = new LiteralSyntax(open, close, assign.Trim()[0], quote),
        };
    }

    /// <summary>What stands behind the name of a call with some arguments.</summary>
    private static string? Render(TemplateProbe probe, JsonObject arguments) =>
        probe.RenderCalls(null, TemplateProbe.Call(TemplateProbe.FirstFunction, TemplateProbe.FirstId, arguments)) is { } text
            ? text.Between(TemplateProbe.FirstFunction, "")
            : null;
}
