using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Requests;

/// <summary>Refuses images, videos and audios, instead of answering as if they were not there.</summary>
internal static class Media
{
    public static void Refuse(PredictOptions request)
    {
        var media = request.Images.Count + request.Videos.Count + request.Audios.Count;
        if (media > 0)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The request brings {media} images, videos or audios, but the native library has no projector for them; send text only.");
        }
    }
}
