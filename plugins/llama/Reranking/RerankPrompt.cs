using System.Runtime.InteropServices;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Reranking;

/// <summary>
/// Joins a query and a document into the text that a model scores: by the model's own template
/// (<c>tokenizer.chat_template.rerank</c>) or, as cross-encoders are trained, as begin, query, end, separator, document, end.
/// </summary>
internal sealed class RerankPrompt
{
    private const string QueryPlace = "{query}";
    private const string DocumentPlace = "{document}";

    private readonly Vocabulary _vocabulary;
    private readonly string? _template;

    public unsafe RerankPrompt(ModelHandle model, Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _template = Marshal.PtrToStringUTF8((nint)LlamaApi.llama_model_chat_template(model, "rerank"));
    }

    /// <summary>The tokens of one pair.</summary>
    /// <param name="query">The query.</param>
    /// <param name="document">The document.</param>
    /// <param name="queryTokens">The tokens of the query alone (<see cref="TokensOf"/>).</param>
    public int[] Join(string query, string document, int[] queryTokens)
    {
        if (_template is not null)
            return _vocabulary.Tokenize(Fill(_template, query, document), addSpecial: false);

        var end = _vocabulary.End >= 0 ? _vocabulary.End : _vocabulary.Separator;
        var tokens = new List<int>();
        if (_vocabulary.AddsBegin)
            tokens.Add(_vocabulary.Begin);
        tokens.AddRange(queryTokens);
        if (_vocabulary.AddsEnd && end >= 0)
            tokens.Add(end);
        if (_vocabulary.AddsSeparator && _vocabulary.Separator >= 0)
            tokens.Add(_vocabulary.Separator);
        tokens.AddRange(TokensOf(document));
        if (_vocabulary.AddsEnd && end >= 0)
            tokens.Add(end);
        return [.. tokens];
    }

    /// <summary>The tokens of a query or document alone; what looks like a special token in it is text.</summary>
    public int[] TokensOf(string text) => _vocabulary.Tokenize(text, addSpecial: false, parseSpecial: false);

    /// <summary>Fills both places in one pass, so that a query that names the other place stays as it is.</summary>
    private static string Fill(string template, string query, string document)
    {
        var pieces = template.Split(QueryPlace);
        return string.Join(query, pieces.Select(piece => piece.Replace(DocumentPlace, document, StringComparison.Ordinal)));
    }
}
