using LocalAI.Plugins.Requests;

namespace LocalAI.Plugins.Faces.Requests;

/// <summary>What holds for every call to a loaded pack.</summary>
internal sealed record FaceRules
{
    /// <summary>The environment variable with the folders that a path to an image may lie in; unset for any.</summary>
    public const string RootsVariable = "LOCALAI_FACES_ROOTS";

    /// <summary>The name that answers carry.</summary>
    public required string Model { get; init; }

    /// <summary>The least score of a face, where the call says nothing.</summary>
    public required float DetectorThreshold { get; init; }

    /// <summary>The greatest distance of one person, where the call says nothing.</summary>
    public required float VerifyThreshold { get; init; }

    /// <summary>Threads that one call may use.</summary>
    public required int Threads { get; init; }

    /// <summary>Where images may be that are named by paths.</summary>
    public required AllowedRoots Roots { get; init; }
}
