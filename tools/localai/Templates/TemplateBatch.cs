using System.Text.Json;
using LocalAI.Plugins.Jinja;

namespace LocalAI.CommandLine.Templates;

/// <summary>Renders templates line by line; a line that fails says so and the next goes on.</summary>
/// <param name="clock">The time that templates see.</param>
internal sealed class TemplateBatch(TimeProvider clock)
{
    private readonly Dictionary<string, JinjaTemplate> _templates = [];

    /// <summary>Answers each line of <paramref name="lines"/> with one of <paramref name="output"/>.</summary>
    public async Task RenderAsync(TextReader lines, Stream output, CancellationToken cancellationToken)
    {
        for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            var answer = Render(line, number, cancellationToken);
            await output.WriteAsync(answer, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
    }

    private byte[] Render(string line, int number, CancellationToken cancellationToken)
    {
        try
        {
            using var request = JsonDocument.Parse(line);
            return Answer("text", Render(request.RootElement, cancellationToken));
        }
        catch (Exception e) when (e is JsonException or FormatException or JinjaException or IOException or UnauthorizedAccessException
            or ArgumentException or InvalidOperationException)
        {
            return Answer("error", $"Line {number}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private string Render(JsonElement request, CancellationToken cancellationToken)
    {
        if (request.ValueKind != JsonValueKind.Object
            || !request.TryGetProperty("template", out var template) || template.ValueKind != JsonValueKind.String
            || !request.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Object)
            throw new FormatException("The line is no {\"template\": PATH, \"inputs\": {…}}.");
        return Find(template.GetString()!).Render(JinjaValue.From(inputs), clock, cancellationToken);
    }

    private JinjaTemplate Find(string path)
    {
        if (!_templates.TryGetValue(path, out var template))
            _templates[path] = template = JinjaTemplate.Parse(File.ReadAllText(path), path);
        return template;
    }

    private static byte[] Answer(string name, string value)
    {
        using var answer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(answer))
        {
            writer.WriteStartObject();
            writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        answer.WriteByte((byte)'\n');
        return answer.ToArray();
    }
}
