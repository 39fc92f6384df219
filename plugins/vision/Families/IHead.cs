using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Families;

/// <summary>How one model is used: what it wants of a picture, and what its outputs say.</summary>
internal interface IHead
{
    /// <summary>What it wants of a picture.</summary>
    Preparation Preparation { get; }

    /// <summary>The least confidence where neither request nor option says one.</summary>
    float Threshold { get; }

    /// <summary>How many classes it has; null where its outputs do not show that.</summary>
    int? Classes { get; }

    /// <summary>How many of the last classes may be without a name.</summary>
    int SpareClasses { get; }

    /// <summary>The objects of a picture, the surest first.</summary>
    IReadOnlyList<Detection> Read(IModelOutputs outputs, DetectionCall call);
}
