namespace LocalAI.Plugins.Faces.Analysis;

/// <summary>What can be told of a face.</summary>
[Flags]
internal enum FaceAttribute
{
    None = 0,

    /// <summary>Years.</summary>
    Age = 1,

    /// <summary>Man or woman.</summary>
    Gender = 2,

    /// <summary>Both, by one model.</summary>
    AgeAndGender = Age | Gender,

    /// <summary>The expression.</summary>
    Emotion = 4,
}
