using System.Text.Json;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>Finds the fields of calls that are JSON as a whole.</summary>
internal static class JsonAnalysis
{
    /// <returns>Null when the calls are no JSON.</returns>
    public static ToolFormat? Find(TemplateProbe probe, string one, string? two)
    {
        if (JsonSpan.Find(one, 0, TemplateProbe.FirstFunction, TemplateProbe.FirstValue) is not { } call)
            return null;

        var isArray = call.Value.ValueKind == JsonValueKind.Array;
        string? between = null;
        if (!isArray && two is not null && JsonSpan.Find(two, 0, TemplateProbe.FirstFunction) is { } first
            && JsonSpan.Find(two, first.End, TemplateProbe.SecondFunction) is { } second)
        {
            between = two[first.End..second.Start];
        }
        var borders = CallBorders.Find(one[..call.Start], one[call.End..], between, probe.PlainTail, marker: "");
        if (isArray)
            borders = CallBorders.OfList(borders.CallStart, borders.CallEnd);

        return Fields(isArray ? call.Value[0] : call.Value, new ToolFormat
        {
            Syntax = ToolSyntax.JsonNative,
            IsArray = isArray,
            SectionStart = borders.SectionStart,
            SectionEnd = borders.SectionEnd,
            CallStart = borders.CallStart,
            CallEnd = borders.CallEnd,
            CallSeparator = borders.Separator,
        });
    }

    private static ToolFormat Fields(JsonElement call, ToolFormat format)
    {
        if (call.ValueKind != JsonValueKind.Object)
            return format;
        foreach (var field in call.EnumerateObject())
        {
            var holdsArguments = field.Value.GetRawText().Contains(TemplateProbe.FirstValue, StringComparison.Ordinal);
            if (field.Name == TemplateProbe.FirstFunction)
            {
                format = format with { NameIsKey = true };
            }
            else if (field.Value.ValueKind == JsonValueKind.String && field.Value.ValueEquals(TemplateProbe.FirstFunction))
            {
                format = format with { NameField = field.Name };
            }
            else if (field.Value.ValueKind == JsonValueKind.String && field.Value.ValueEquals(TemplateProbe.FirstId))
            {
                format = format with { IdField = field.Name };
            }
            else if (holdsArguments && field.Value.ValueKind == JsonValueKind.Object
                && field.Value.TryGetProperty(TemplateProbe.FirstArgument, out _))
            {
                format = format with { ArgsField = field.Name };
            }
            else if (holdsArguments && field.Value.ValueKind == JsonValueKind.String)
            {
                format = format with { ArgsField = field.Name, ArgsAreText = true };
            }
            else if (holdsArguments)
            {
                format = Fields(field.Value, format with { FunctionField = field.Name });
            }
        }
        return format;
    }
}
