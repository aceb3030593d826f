using System;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Which diagnostics of the compiler a test compares with its expectations.</summary>
public enum CompilerDiagnostics
{
    None,
    Errors,
    Warnings,
    Suggestions,
    All,
}

/// <summary>Checks on diagnostics that a test leaves out.</summary>
[Flags]
public enum TestBehaviors
{
    None = 0,
    SkipGeneratedCodeCheck = 1,
    SkipSuppressionCheck = 2,
    SkipGeneratedSourcesCheck = 4,
}

/// <summary>Checks on code fixes that a test leaves out.</summary>
[Flags]
public enum CodeFixTestBehaviors
{
    None = 0,
    SkipFixAllInDocumentCheck = 1,
    SkipFixAllInProjectCheck = 2,
    SkipFixAllInSolutionCheck = 4,
    SkipFixAllCheck = SkipFixAllInDocumentCheck | SkipFixAllInProjectCheck | SkipFixAllInSolutionCheck,
    FixOne = 8,
    SkipLocalDiagnosticCheck = 16,
}

/// <summary>How exactly the tree of a code action must equal the tree that the parser makes of its text.</summary>
public enum CodeActionValidationMode
{
    None,
    SemanticStructure,
    Full,
}

/// <summary>How markup without a plain meaning is read.</summary>
[Flags]
public enum MarkupOptions
{
    None = 0,
    UseFirstDescriptor = 1,
    TreatPositionIndicatorsAsCode = 2,
}

/// <summary>What markup in the sources of a state means.</summary>
public enum MarkupMode
{
    None,
    Ignore,
    IgnoreFixable,
    Allow,
}

/// <summary>What a fixed state takes over from the state before it.</summary>
public enum StateInheritanceMode
{
    Explicit,
    AutoInherit,
    AutoInheritAll,
}

/// <summary>Parts of a diagnostic that are not compared.</summary>
[Flags]
public enum DiagnosticOptions
{
    None = 0,
    IgnoreAdditionalLocations = 1,
    IgnoreSeverity = 2,
}

/// <summary>How an expected location is read.</summary>
[Flags]
public enum DiagnosticLocationOptions
{
    None = 0,
    IgnoreLength = 1,
    InterpretAsMarkupKey = 2,
    UnnecessaryCode = 4,
}

/// <summary>An expected location with the way to read it.</summary>
public readonly struct DiagnosticLocation
{
    public DiagnosticLocation(FileLinePositionSpan span, DiagnosticLocationOptions options)
    {
        Span = span;
        Options = options;
    }

    public FileLinePositionSpan Span { get; }

    public DiagnosticLocationOptions Options { get; }
}
