using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Reranking;

/// <summary>What a file must have to score documents.</summary>
internal static class RerankRules
{
    private const string Head = "cls.weight";
    private const string Output = "cls.output.weight";

    /// <exception cref="EngineException">The model has no classification head: what llama.cpp gave would be no score.</exception>
    public static void Check(GgufFile file)
    {
        if (!file.Tensors.Any(tensor => tensor.Name is Head or Output))
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"Reranking is set, but '{Path.GetFileName(file.Path)}' has no classification head ({Head} or {Output}); "
                + "use a reranker model, or load this one without Reranking.");
        }
    }

    /// <summary>
    /// Whether several texts can be scored in one step: without an output layer llama.cpp takes the scores of all but the first from
    /// the wrong place.
    /// </summary>
    public static bool ScoresTogether(GgufFile file) => file.Tensors.Any(tensor => tensor.Name == Output);
}
