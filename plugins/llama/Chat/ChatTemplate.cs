using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jinja;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>The chat template of a model: how a conversation becomes its prompt.</summary>
internal sealed class ChatTemplate
{
    private readonly JinjaTemplate _template;
    private readonly Lazy<TemplateTraits> _traits;

    /// <summary>Compiles a template.</summary>
    /// <param name="source">The template in Jinja, as transformers renders it.</param>
    /// <param name="begin">The text of the model's begin token, or empty.</param>
    /// <param name="end">The text of the model's end token, or empty.</param>
    /// <exception cref="EngineException">It is no Jinja; the message names line and column.</exception>
    public ChatTemplate(string source, string begin, string end)
    {
        Source = source;
        Begin = begin;
        End = end;
        try
        {
            _template = JinjaTemplate.Parse(source, "chat template");
        }
        catch (JinjaException e)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The chat template cannot be read: {e.Message}; give another one with the option chat_template.", e);
        }
        _traits = new Lazy<TemplateTraits>(() => TemplateTraits.Of(this));
    }

    /// <summary>The template itself.</summary>
    public string Source { get; }

    /// <summary>The text of the model's begin token.</summary>
    public string Begin { get; }

    /// <summary>The text of the model's end token.</summary>
    public string End { get; }

    /// <summary>What the template can take, found by trying it.</summary>
    public TemplateTraits Traits => _traits.Value;

    /// <summary>Whether the template speaks of a role.</summary>
    public bool Mentions(string role) =>
        Source.Contains($"'{role}'", StringComparison.Ordinal) || Source.Contains($"\"{role}\"", StringComparison.Ordinal);

    /// <summary>Renders a conversation.</summary>
    /// <param name="inputs">The variables, <c>messages</c> among them; the begin and end tokens are added.</param>
    /// <param name="cancellationToken">Ends the rendering.</param>
    /// <exception cref="EngineException">The template refuses the conversation, or fails on it.</exception>
    public string Render(JsonObject inputs, CancellationToken cancellationToken)
    {
        try
        {
            return RenderRaw(inputs, cancellationToken);
        }
        catch (Exception e) when (e is JinjaException or FormatException or InvalidOperationException)
        {
            throw new EngineException(EngineFailure.InvalidInput, $"The model's chat template refuses the request: {e.Message}", e);
        }
    }

    /// <summary>Renders for a try; null when the template refuses.</summary>
    public string? TryRender(JsonObject inputs)
    {
        try
        {
            return RenderRaw(inputs, CancellationToken.None);
        }
        catch (JinjaException)
        {
            return null;
        }
    }

    private string RenderRaw(JsonObject inputs, CancellationToken cancellationToken)
    {
        inputs["bos_token"] = Begin;
        inputs["eos_token"] = End;
        // Firefunction's own names for the tools and the time.
        if (_template.Inputs.Contains("functions"))
            inputs["functions"] = inputs["tools"]?.ToJsonString() ?? "";
        if (_template.Inputs.Contains("datetime"))
            inputs["datetime"] = DateTime.Now.ToString("MMM dd yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        return _template.Render(JinjaValue.From(JsonSerializer.SerializeToElement(inputs)), cancellationToken: cancellationToken);
    }
}
