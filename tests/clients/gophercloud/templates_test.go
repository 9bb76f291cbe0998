// Templates: kept with a stack, validated, generated from a type.
package gophercloud_test

import (
	"encoding/json"
	"testing"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stacks"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stacktemplates"
)

// A template of types that every Heat has.
const readable = `
heat_template_version: 2018-08-31
description: two things
parameters:
  length: {type: number, default: 8}
  text: {type: string, default: some}
resources:
  secret:
    type: OS::Heat::RandomString
    properties: {length: {get_param: length}}
    metadata: {owner: somebody}
  value:
    type: OS::Heat::Value
    properties: {value: {get_param: text}}
outputs:
  secret: {description: what is shared, value: {get_attr: [secret, value]}}
`

// template is what gophercloud makes of a text.
func template(text string) *stacks.Template {
	result := new(stacks.Template)
	result.Bin = []byte(text)
	return result
}

func TestTemplateOfAStack(t *testing.T) {
	client := heat(t, "demo")
	stack := created(t, client, "templated", readable)
	text, err := stacktemplates.Get(client, stack.Name, stack.ID).Extract()
	check(t, err)
	var shown map[string]interface{}
	check(t, json.Unmarshal(text, &shown))
	equal(t, "the description", shown["description"], "two things")
	equal(t, "the version", shown["heat_template_version"], "2018-08-31")
	remove(t, client, stack)
}

func TestValidation(t *testing.T) {
	client := heat(t, "demo")
	valid, err := stacktemplates.Validate(
		client, stacktemplates.ValidateOpts{Template: readable},
	).Extract()
	check(t, err)
	equal(t, "the description", valid.Description, "two things")
	length := valid.Parameters["length"].(map[string]interface{})
	equal(t, "the type of a parameter", length["Type"], "Number")
	equal(t, "the default of a parameter", length["Default"], 8.0)

	broken := "heat_template_version: 2018-08-31\nresources: {a: {type: OS::Heat::NoSuchType}}\n"
	err = stacktemplates.Validate(client, stacktemplates.ValidateOpts{Template: broken}).Err
	if _, refused := err.(gophercloud.ErrDefault400); !refused {
		t.Errorf("an unknown type gives %T: %v", err, err)
	}
}
