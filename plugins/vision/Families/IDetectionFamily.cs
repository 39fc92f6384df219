namespace LocalAI.Plugins.Vision.Families;

/// <summary>Models whose outputs mean the same.</summary>
internal interface IDetectionFamily
{
    /// <summary>What the option <c>family</c> calls it.</summary>
    string Name { get; }

    /// <summary>The outputs that it is recognised by, for people.</summary>
    string Outputs { get; }

    /// <summary>How a model is used; null when it is not of this family.</summary>
    IHead? Recognise(ModelLook look);
}
