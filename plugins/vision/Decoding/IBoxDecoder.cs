namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>Reads the boxes of one kind of model out of its outputs.</summary>
internal interface IBoxDecoder
{
    /// <summary>Adds what it finds, with boxes in pixels of the model's input.</summary>
    void Decode(IModelOutputs outputs, Candidates found);
}
