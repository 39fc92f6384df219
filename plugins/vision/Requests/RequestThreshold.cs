using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Vision.Requests;

/// <summary>The least confidence of a call.</summary>
internal static class RequestThreshold
{
    /// <summary>The request's where it is above 0, else the model's. Above 1 nothing is found.</summary>
    /// <exception cref="EngineException">It is no number.</exception>
    public static float Read(float requested, float otherwise)
    {
        if (float.IsNaN(requested))
        {
            throw new EngineException(EngineFailure.InvalidInput,
                "threshold is NaN; write a confidence from 0 to 1, or 0 for the model's own.");
        }
        return requested > 0 ? requested : otherwise;
    }
}
