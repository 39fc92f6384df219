using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>
/// What a model has for conversations. A model may bring two templates, one of them for requests with tools. They are read when the
/// first conversation comes: most of them need none, and a model with a broken one can still continue texts.
/// </summary>
internal sealed class Conversations
{
    private const string ForTools = "tool_use";

    private readonly Vocabulary _vocabulary;
    private readonly ChatSettings _settings;
    private readonly Lazy<ChatFormat?> _format;
    private readonly Lazy<ChatFormat?> _formatForTools;
    private readonly Lazy<ModelMetadataResponse> _metadata;

    /// <exception cref="EngineException">The load names a template that cannot be read.</exception>
    public Conversations(LoadedWeights weights, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _settings = weights.Settings.Chat;
        var given = TemplateSource.Given(_settings.Template, weights.Settings.ModelFile);
        _format = new Lazy<ChatFormat?>(() => Read(given ?? SourceIn(weights.Handle, name: null)));
        _formatForTools = new Lazy<ChatFormat?>(() => given is null ? Read(SourceIn(weights.Handle, ForTools)) : null);
        _metadata = new Lazy<ModelMetadataResponse>(Describe);
        if (given is not null)
            _ = _format.Value;
    }

    /// <summary>What ModelMetadata answers.</summary>
    public ModelMetadataResponse Metadata => _metadata.Value;

    /// <summary>Whether a request brings messages instead of a finished text.</summary>
    public static bool IsWanted(PredictOptions request) => request.UseTokenizerTemplate && request.Messages.Count > 0;

    /// <summary>Renders a request with messages.</summary>
    /// <exception cref="EngineException">A field is wrong, the model has no template, or the template refuses.</exception>
    public ChatPrompt Read(PredictOptions request, CancellationToken cancellationToken)
    {
        if (!ToolList.TryRead(request.Tools, out var tools, out var fault))
            throw Refuse(fault);
        var choice = ToolChoice.Read(request.ToolChoice, tools);
        // A grammar of the request's own says what may be written: no calls then.
        if (choice.Mode == ToolChoiceMode.None || request.Grammar.Length > 0)
            tools = ToolList.Empty;
        var format = (tools.Tools.Count > 0 ? _formatForTools.Value : null) ?? _format.Value
            ?? throw Refuse("UseTokenizerTemplate asks for the model's chat template, but the model has none; "
                + "load it with the option chat_template, or send the finished text in Prompt.");
        return new ChatPromptReader(format, _settings, _vocabulary.AddsBegin).Read(request, tools, choice, cancellationToken);
    }

    private ChatFormat? Read(string? source) =>
        source is null ? null : ChatFormat.Of(new ChatTemplate(source, Spelled(_vocabulary.Begin), Spelled(_vocabulary.End)));

    private string Spelled(int token) =>
        _vocabulary.Contains(token) ? Encoding.UTF8.GetString(_vocabulary.SpelledPiece(token)) : "";

    private static unsafe string? SourceIn(ModelHandle model, string? name) =>
        Marshal.PtrToStringUTF8((nint)LlamaApi.llama_model_chat_template(model, name)) is { Length: > 0 } source ? source : null;

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);

    private ModelMetadataResponse Describe()
    {
        if (_format.Value is not { } format)
            return new ModelMetadataResponse();
        var inputs = new JsonObject
        {
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "test" }),
            ["add_generation_prompt"] = true,
            [TemplateVariables.EnableThinking] = true,
        };
        return new ModelMetadataResponse
        {
            SupportsThinking = format.Tools.SupportsThinking,
            RenderedTemplate = format.Template.TryRender(inputs) ?? "",
            ToolFormat = format.Shown.ToMessage(),
        };
    }
}
