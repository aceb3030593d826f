using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Engine.Calls;
using ProcessSafety.Analyzers.Engine.Values;

namespace ProcessSafety.Analyzers.ProcessIO;

/// <summary>
/// A process or stream that an object is made with, whose members have it as a parameter of the primary constructor.
/// <code>sealed class Step(Process p) { public void Run() => p.WaitForExit(); }    new Step(p).Run();</code>
/// </summary>
internal static class MadeWith
{
    /// <summary>True when all that the new object does with it is read where its members are used.</summary>
    /// <param name="argument">What a constructor is given.</param>
    /// <param name="isSeen">Whether the body that a call runs is seen.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static bool IsFollowed(IArgumentOperation argument, Func<IOperation, bool> isSeen, CancellationToken cancellationToken)
    {
        if (argument is not { Parameter: { } parameter, Parent: IObjectCreationOperation creation }
            || creation.Constructor?.DeclaringSyntaxReferences is not { Length: 1 } made
            || made[0].GetSyntax(cancellationToken) is not TypeDeclarationSyntax type)
        {
            return false;
        }

        bool isKept = !ProcessNames.IsProcess(parameter.Type) || IsKept(type, parameter.Name);
        return ValueUses.Of(creation).Uses.All(use => use.Parent switch
        {
            IExpressionStatementOperation or IUsingOperation => true,
            IPropertyReferenceOperation property when WrittenValues.Of(property) is not null => true,
            IInvocationOperation call => !isKept && call.Instance == use && isSeen(call),
            IPropertyReferenceOperation => !isKept && isSeen(use.Parent),
            _ => false,
        });
    }

    /// <summary>True for a type that puts a parameter of its primary constructor into a member too, or gives it to its base.</summary>
    private static bool IsKept(TypeDeclarationSyntax type, string parameter)
    {
        IEnumerable<SyntaxNode> initializers = type.Members.SelectMany(static member => member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(static one => (SyntaxNode?)one.Initializer),
            PropertyDeclarationSyntax property => new SyntaxNode?[] { property.Initializer },
            _ => Enumerable.Empty<SyntaxNode?>(),
        }).OfType<SyntaxNode>();
        return type is RecordDeclarationSyntax
            || type.BaseList?.Types.Any(static named => named is PrimaryConstructorBaseTypeSyntax) == true
            || initializers.Any(value => value.DescendantTokens().Any(token => token.ValueText == parameter));
    }
}
