using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Requests;

/// <summary>Refuses what this version of the engine cannot read, instead of answering something else.</summary>
internal static class RawPrompt
{
    public static void Require(PredictOptions request)
    {
        if (request.UseTokenizerTemplate && request.Messages.Count > 0)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                "UseTokenizerTemplate asks for the model's chat template, which this version of the llama engine does not render; "
                + "send the finished text in Prompt.");
        }

        var media = request.Images.Count + request.Videos.Count + request.Audios.Count;
        if (media > 0)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The request brings {media} images, videos or audios, but the native library has no projector for them; send text only.");
        }
    }
}
